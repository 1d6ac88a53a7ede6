UPDATE cc_x_legs
SET node = :#node, core = :#core, legs = :#legs
WHERE call_id = :#call
