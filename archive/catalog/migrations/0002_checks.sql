-- When each copy was last read whole, and how that ended: asked for every bag of a list, so not looked up among all events.

CREATE TABLE checks (
    target   TEXT NOT NULL,  -- empty where an event names none
    bag      TEXT NOT NULL,
    key      TEXT NOT NULL,  -- empty where the bag has none
    at       TEXT NOT NULL,
    event    TEXT NOT NULL REFERENCES events (id),
    outcome  TEXT NOT NULL,
    location TEXT,
    PRIMARY KEY (target, bag, key)
);
CREATE INDEX checks_by_bag ON checks (bag, key);

CREATE TRIGGER checks_follow_events AFTER INSERT ON events WHEN new.type = 'fix'
BEGIN
    INSERT INTO checks (target, bag, key, at, event, outcome, location)
    VALUES (ifnull(new.target, ''), new.bag, ifnull(new.key, ''), new.at, new.id, new.outcome, new.location)
    ON CONFLICT (target, bag, key) DO UPDATE SET
        at = excluded.at, event = excluded.event, outcome = excluded.outcome, location = excluded.location
    WHERE (excluded.at, excluded.event) > (checks.at, checks.event);
END;

INSERT INTO checks (target, bag, key, at, event, outcome, location)
SELECT target, bag, key, at, id, outcome, location FROM (
    SELECT ifnull(target, '') AS target, bag, ifnull(key, '') AS key, at, id, outcome, location,
           row_number() OVER (PARTITION BY ifnull(target, ''), bag, ifnull(key, '') ORDER BY at DESC, id DESC) AS place
    FROM events WHERE type = 'fix'
) WHERE place = 1;
