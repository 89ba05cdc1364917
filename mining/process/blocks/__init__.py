"""From a drawn flow of tasks and gateways to blocks: sequence, choice, work side by side, and the ways back."""
