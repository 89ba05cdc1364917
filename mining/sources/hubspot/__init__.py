"""HubSpot's exports."""
