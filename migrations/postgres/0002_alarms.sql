-- For the metrics: since when something waits to be sent, and which answers may not have arrived.
ALTER TABLE outbox ADD COLUMN put_at TIMESTAMPTZ;
CREATE INDEX outbox_put_at ON outbox (put_at);
CREATE INDEX talk_unsure ON talk (delivery) WHERE delivery = 'unsure';
