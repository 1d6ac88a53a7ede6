-- Each time the numbers taken in advance run out, H2 writes its file, whatever is in the making: a batch of records has up to 200.
ALTER TABLE cc_cdrs ALTER COLUMN id SET CACHE 1000;
