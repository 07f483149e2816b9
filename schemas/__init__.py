"""What things are: the layout model, the plan model, findings, dataset rows, code lists and Arrow schemas."""
