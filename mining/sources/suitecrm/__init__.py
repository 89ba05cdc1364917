"""SuiteCRM's and SugarCRM's exports."""
