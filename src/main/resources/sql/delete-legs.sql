DELETE FROM cc_x_legs WHERE call_id = :#call
