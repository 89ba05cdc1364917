"""What every CRM's source shares: objects by their columns, deals, audit trails, people, and the way to a log."""
