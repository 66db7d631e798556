"""What is measured beside the program's own commands, each run as a process of its own."""
