INSERT INTO cc_x_cdr_keys (call_id, number, written)
SELECT :#call, :#number, :#written
FROM (SELECT 1 AS one) once
WHERE NOT EXISTS (SELECT 1 FROM cc_x_cdr_keys WHERE call_id = :#call AND number = :#number)
