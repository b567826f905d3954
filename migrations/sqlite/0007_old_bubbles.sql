-- Old messages are looked for every ten minutes. Those whose buttons still act stay, so they are not looked through each time.
DROP INDEX bubble_at;
CREATE INDEX bubble_old ON bubble (at) WHERE NOT (live AND from_us);
