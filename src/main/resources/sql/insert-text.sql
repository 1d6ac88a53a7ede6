INSERT INTO cc_x_texts (call_id, number, field, content)
SELECT :#call, :#number, :#field, :#content
FROM (SELECT 1 AS one) once
WHERE NOT EXISTS (SELECT 1 FROM cc_x_texts WHERE call_id = :#call AND number = :#number AND field = :#field)
