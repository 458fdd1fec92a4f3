--
-- similarity: samples of what the contract says (test/props has many more).
-- Only ranges are tested, so that the weights can be tuned.
--
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS pg_sanctions;
RESET client_min_messages;
\set SHOW_CONTEXT never
CREATE SCHEMA similarity_test;
SET search_path = similarity_test, public, sanctions;

CREATE TABLE sample (property text, a party_name, b party_name, least real, most real);
INSERT INTO sample VALUES
	('S1', 'Kim Jong Un', 'KIM JONG-UN', 1, 1),
	('S1', 'Núñez', 'NUNEZ', 1, 1),
	('S1', 'Núñez', E'Nu\u0301n\u0303ez', 1, 1),
	('S1', 'ﬁnance', 'Finance', 1, 1),
	('S1', 'Straße', 'STRASSE', 1, 1),
	('S1', 'Ｋｉｍ', 'Kim', 1, 1),
	('S1', E'Sil\u00ADver\u200BStar', 'SilverStar', 1, 1),
	('S1', E'Kim\u00A0Jong\u00A0Un', 'Kim Jong Un', 1, 1),
	('S1', E'\u202EKim Jong Un\u202C', 'Kim Jong Un', 1, 1),
	('S1', 'O''Brien', 'O’Brien', 1, 1),
	('S1', 'Kim Jong Un', 'Acme Petroleum', 0, 0),
	('S2', 'Vladimir Vladimirovich Putin', 'Putin Vladimir Vladimirovich', 0.90, 1),
	('S2', 'Putin, Vladimir', 'Vladimir Putin', 0.90, 1),
	('S2', 'Silver Star Network Technology', 'Network Technology Silver Star', 0.90, 1),
	('S2', 'Khalid bin Faisal', 'Faisal bin Khalid', 0, 0.7999),
	('S2', 'Ahmed ibn Yusuf', 'Yusuf ibn Ahmed', 0, 0.7999),
	('S2', 'bin Faisal, Khalid', 'Khalid bin Faisal', 0.90, 1),
	('S2', 'Khalid bin Faisal', 'Khalid bin Faisal', 1, 1),
	('S4', 'Mohammed Zubaydi', 'Mohammed Tikriti', 0, 0.6999),
	('S4', 'Volasys Trading Bank Limited', 'Brightmoor Trading Bank Limited', 0, 0.6999),
	('S4', 'Volasys Trading', 'Trading Brightmoor', 0, 0.6999),
	('S5', 'Volasys OOO', 'Volasys LLC', 0.95, 1),
	('S5', 'Volasys GmbH', 'OOO Volasys', 0.95, 1),
	('S5', 'Volasys Co., Ltd.', 'Volasys Company Limited', 1, 1),
	('S5', 'Volasys', 'Volasys Inc.', 0.90, 1),
	('S5', 'Mr. Vladimir Putin', 'Vladimir Putin', 0.90, 1),
	('S5', 'General Sheikh Nasser Barzani', 'Nasser Barzani', 0.85, 1),
	('S6', 'Ocean Star 5', 'Ocean Star Five', 0.95, 1),
	('S6', 'Ocean Star Fifth', '5th Ocean Star', 0.95, 1),
	('S6', 'Ocean Star 5', 'Ocean Star 6', 0, 0.6999),
	('S6', 'Ocean Star V', 'Ocean Star 6', 0, 0.6999),
	('S6', 'Ocean Star III', 'Ocean Star two', 0, 0.6999),
	('S6', '110th Research Brigade', '111th Research Brigade', 0, 0.6999),
	('S6', '110th Research Brigade', '0110 Research Brigade', 0.95, 1),
	('S7', 'Silverstar', 'Silver Star', 0.90, 1),
	('S7', 'Silver-Star', 'SilverStar', 0.90, 1),
	('S7', 'Jan van der Bilt', 'Jan Vanderbilt', 0.90, 1),
	('S7', 'van der Bilt', 'Vanderbilt', 0.90, 1),
	('S7', 'Kim Jongun', 'Kim Jong Un', 0.90, 1),
	('S8', 'V. Putin', 'Vladimir Putin', 0.70, 0.90),
	('S8', 'Vladimir V. Putin', 'Vladimir Vladimirovich Putin', 0.70, 0.90),
	('S8', 'A.B.C.', 'ABC', 1, 1),
	('S8', 'A.B.C. Volasys', 'Volasys A B C', 0, 0.9999),
	('S8', 'B. Putin', 'Vladimir Putin', 0, 0.85),
	('S9', 'Volasys', 'Volasis', 0.5, 0.9999),
	('S9', 'Volasys', 'Valesos', 0.5, 0.9999),
	('S9', 'Vlasys', 'Volasys', 0.5, 0.9999),
	('S9', 'Volsays', 'Volasys', 0.5, 0.9999),
	('S9', 'Jon Pemberton', 'John Pemberton', 0.70, 0.9999),
	('S9', 'Ann Whitfield', 'Anne Whitfield', 0.70, 0.9999),
	('S9', 'Lee Quimby', 'Li Quimby', 0.70, 0.9999),
	('S9', 'Volasys', 'Brightmoor', 0, 0),
	('S10', 'Xi Jinping', 'Hsi Chin-ping', 0.70, 0.9999),
	('S10', 'Zhou Enlai', 'Chou En-lai', 0.70, 0.9999),
	('S10', 'Qadhafi', 'Gaddafi', 0.70, 0.9999),
	('S10', 'Yevgeny Prigozhin', 'Evgenii Prigozhin', 0.80, 0.9999),
	('S10', 'Schroeder', 'Shreder', 0.70, 0.9999),
	('S10', 'Schröder', 'Schroder', 0.90, 1),
	('S10', 'Nguyễn Văn Hoàng', 'Nguyen Van Hoang', 1, 1),
	('S10', 'Kim Yong Chol', 'Gim Yong Chol', 0.80, 0.9999),
	('S10', 'Владимир Путин', 'Vladimir Putin', 0.95, 1),
	('S10', 'Янбянь Сильверстар', 'Yanbian Silverstar', 0.80, 1),
	('S10', 'Щербаков', 'Shcherbakov', 0.95, 1);
SELECT property, a, b, similarity(a, b) FROM sample WHERE NOT similarity(a, b) BETWEEN least AND most;
SELECT a, b FROM sample WHERE similarity(a, b) <> similarity(b, a);
SELECT a, b FROM sample WHERE similarity(a, b)::float8 * 65536 <> floor(similarity(a, b)::float8 * 65536);

-- S3: contradiction costs more than omission
SELECT similarity('Saddam Hussein', 'Saddam Hussein al-Tikriti')
	 - similarity('Saddam Hussein al-Dulaimi', 'Saddam Hussein al-Tikriti') >= 0.10 AS holds;
SELECT similarity('Volasys Network', 'Volasys Network Shenyang')
	 - similarity('Volasys Network Dandong', 'Volasys Network Shenyang') >= 0.10 AS holds;
-- S4: a rare word in common is worth more than a common one
SELECT similarity('Brightmoor Trading', 'Brightmoor Shipping') > similarity('Brightmoor Trading', 'Volasys Trading') AS holds;
SELECT similarity('Mohammed Tikriti', 'Nasser Tikriti') > similarity('Mohammed Tikriti', 'Mohammed Zubaydi') AS holds;
-- S5: a legal form is worth less than any other word
SELECT similarity('Volasys', 'Volasys Ltd') > similarity('Volasys', 'Volasys Trading') AS holds;
SELECT similarity('Volasys LLC', 'Volasys GmbH') >= similarity('Volasys LLC', 'Volasys AG') AS holds;
-- S8: an initial that fits is worth more than one that does not
SELECT similarity('V. Putin', 'Vladimir Putin') > similarity('B. Putin', 'Vladimir Putin') AS holds;

-- kinds only subtract, unknown subtracts nothing
SELECT a, b, kind FROM sample, unnest('{unknown,person,organization,vessel,aircraft}'::text[]) kind
WHERE similarity(a, b, kind) > similarity(a, b);
SELECT a, b FROM sample WHERE similarity(a, b, 'unknown') <> similarity(a, b);
-- two ships of which only one has a number are seldom the same
SELECT similarity('Ocean Star', 'Ocean Star 2', 'vessel') < match_floor() AS holds;
SELECT similarity('a', 'b', 'people');

-- the operators are similarity, compared
SELECT match_floor();
SELECT a, b FROM sample
WHERE (a =~= b) <> (similarity(a, b) >= match_floor()) OR a <~> b <> 1 - similarity(a, b);
SELECT a, b, m FROM sample, unnest('{0.5,0.7,0.75,0.9,1}'::real[]) m
WHERE (a =~= name_query(b::text, m)) <> (similarity(a, b) >= m);

-- what takes part: 64 tokens, 1024 characters
WITH long(name) AS (SELECT string_agg('word' || i, ' ')::party_name FROM generate_series(1, 32) i)
SELECT cardinality(t.tokens), t.truncated FROM long, name_info(name) t;
WITH long(name) AS (SELECT (string_agg('word' || i, ' ') || ' more')::party_name FROM generate_series(1, 32) i)
SELECT cardinality(t.tokens), t.truncated, right(name::text, 4) AS kept FROM long, name_info(name) t;
SELECT length(array_to_string(t.tokens, '')), t.truncated FROM name_info(repeat('x', 1024)) t;
SELECT length(array_to_string(t.tokens, '')), t.truncated FROM name_info(repeat('x', 1025)) t;
SELECT t.truncated FROM name_info(repeat('x', 1024) || ' ...  ') t;
SELECT similarity(repeat('x', 1025), repeat('x', 1024) || ' and more') AS rest_is_not_compared;

SET client_min_messages = warning;
DROP SCHEMA similarity_test CASCADE;
