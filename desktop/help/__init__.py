"""Help inside of the application: pages, keyboard, and a tour of the demo."""
