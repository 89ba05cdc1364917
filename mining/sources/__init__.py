"""Reading what a CRM exports: one source, one module, behind one interface."""
