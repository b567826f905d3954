-- Answers to presses and marks are handed to delivery in memory now: none are kept any more.
DELETE FROM outbox WHERE class IN ('ack', 'mark');
DELETE FROM line WHERE class IN ('ack', 'mark');
-- Whether the last to put something into a line made the line: then what was put may be handed over in memory as well.
ALTER TABLE line ADD COLUMN fresh INTEGER NOT NULL DEFAULT 0;
-- Whose buttons are live is asked for every bubble that is sent; without this it would cost more the longer a chat is.
CREATE INDEX bubble_live ON bubble (person, message) WHERE live;
