"""What every room stands on: clock, actors, audiences, formats, components."""
