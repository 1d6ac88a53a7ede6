INSERT INTO cc_x_legs (call_id, node, core, legs)
VALUES (:#call, :#node, :#core, :#legs)
