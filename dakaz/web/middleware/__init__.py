"""What every request passes on its way to a view, in the order the settings give."""
