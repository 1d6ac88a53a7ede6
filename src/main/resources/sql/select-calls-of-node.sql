SELECT call_id FROM cc_x_legs WHERE node = :#node
