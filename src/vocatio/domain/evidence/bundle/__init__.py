"""What a person takes home: one file that proves itself offline."""
