"""What a row of a register file must look like."""
