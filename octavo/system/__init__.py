"""The machine: programs run for a build, what is installed, standard output."""
