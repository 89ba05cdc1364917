"""Who hands over to whom: roles of people, documented hand-overs, waits between areas, informal ways."""
