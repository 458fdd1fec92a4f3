--
-- What must hold of every object of the extension, now and later: checks of
-- the catalogue in the manner of PostgreSQL's opr_sanity.  Each query lists
-- what is wrong.
--
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS pg_sanctions;
RESET client_min_messages;
SET search_path = pg_catalog;

CREATE TEMPORARY VIEW member AS
	SELECT d.classid, d.objid
	FROM pg_depend d JOIN pg_extension e ON d.refclassid = 'pg_extension'::regclass AND d.refobjid = e.oid
	WHERE e.extname = 'pg_sanctions' AND d.deptype = 'e';
CREATE TEMPORARY VIEW proc AS
	SELECT p.*, p.oid::regprocedure AS signature FROM pg_proc p
	WHERE p.oid IN (SELECT objid FROM member WHERE classid = 'pg_proc'::regclass);
CREATE TEMPORARY VIEW operator AS
	SELECT o.*, o.oid::regoperator AS signature FROM pg_operator o
	WHERE o.oid IN (SELECT objid FROM member WHERE classid = 'pg_operator'::regclass);
SELECT count(*) > 30 AS functions FROM proc;
SELECT count(*) >= 9 AS operators FROM operator;

-- everything is in our schema, belongs to the extension, and is explained
SELECT pg_describe_object(classid, objid, 0) FROM member m
WHERE classid IN ('pg_proc'::regclass, 'pg_type'::regclass, 'pg_operator'::regclass, 'pg_opclass'::regclass,
				  'pg_opfamily'::regclass, 'pg_class'::regclass)
  AND (pg_identify_object(classid, objid, 0)).schema <> 'sanctions';
SELECT extrelocatable, extnamespace::regnamespace FROM pg_extension WHERE extname = 'pg_sanctions';
SELECT pg_describe_object(classid, objid, 0) FROM member
WHERE obj_description(objid, classid::regclass::name) IS NULL
  AND (classid IN ('pg_proc'::regclass, 'pg_operator'::regclass, 'pg_opclass'::regclass, 'pg_namespace'::regclass)
	   OR (classid = 'pg_type'::regclass AND (SELECT typtype FROM pg_type WHERE oid = objid) <> 'c'
		   AND (SELECT typelem FROM pg_type WHERE oid = objid) = 0)
	   OR (classid = 'pg_class'::regclass AND (SELECT relkind FROM pg_class WHERE oid = objid) IN ('r', 'v', 'm', 'f')));
SELECT obj_description(oid, 'pg_extension') IS NOT NULL AS extension_explained
FROM pg_extension WHERE extname = 'pg_sanctions';

-- no SECURITY DEFINER; volatility, parallel safety and strictness are stated
SELECT signature FROM proc WHERE prosecdef;
-- what is immutable is parallel safe
SELECT signature FROM proc WHERE provolatile = 'i' AND proparallel <> 's';
-- what writes or makes temporary tables is volatile and never parallel safe
SELECT signature FROM proc WHERE provolatile = 'v' AND proparallel = 's';
-- the matching core: immutable, strict, parallel safe
SELECT signature, provolatile, proisstrict, proparallel FROM proc
WHERE proname IN ('party_name', 'name_query', 'similarity', 'explain', 'name_info', 'match_floor', 'party_name_match',
				  'party_name_match_query', 'party_name_distance', 'ofac_score')
  AND (provolatile <> 'i' OR NOT proisstrict OR proparallel <> 's');
SELECT proname, provolatile FROM proc WHERE proname = 'normalizer_version';
-- and reads nothing: it is all in C
SELECT signature FROM proc JOIN pg_language l ON l.oid = prolang
WHERE proname IN ('party_name', 'name_query', 'similarity', 'explain', 'name_info', 'match_floor') AND lanname <> 'c';

-- functions in SQL or PL/pgSQL fix their search_path, or have a body bound at
-- creation
SELECT signature FROM proc JOIN pg_language l ON l.oid = prolang
WHERE lanname IN ('sql', 'plpgsql') AND prosqlbody IS NULL
  AND NOT coalesce(proconfig::text LIKE '%search_path=%', false);
SELECT signature, proconfig FROM proc
WHERE proconfig::text ~ 'search_path=.*public'
   OR (proconfig::text LIKE '%search_path=%' AND proconfig::text NOT LIKE '%pg_temp%');

-- leakproof: the operators that row-level security needs and what they call
SELECT signature FROM proc WHERE proleakproof ORDER BY signature::text COLLATE "C";
-- a leakproof function is in C and immutable
SELECT signature FROM proc JOIN pg_language l ON l.oid = prolang
WHERE proleakproof AND (lanname <> 'c' OR provolatile <> 'i');

-- internal arguments keep SQL from calling: result or an argument is internal
SELECT signature FROM proc
WHERE 'internal'::regtype = ANY (proargtypes) AND prorettype NOT IN ('internal'::regtype, 'bool'::regtype,
	'"char"'::regtype, 'float8'::regtype, 'sanctions.party_name'::regtype, 'sanctions.name_query'::regtype);

-- operators: commutators commute, negators negate
SELECT o.signature, c.signature FROM operator o JOIN pg_operator p ON p.oid = o.oprcom
	JOIN operator c ON c.oid = p.oid
WHERE c.oprcom <> o.oid OR c.oprleft <> o.oprright OR c.oprright <> o.oprleft OR c.oprresult <> o.oprresult;
SELECT o.signature, n.signature FROM operator o JOIN operator n ON n.oid = o.oprnegate
WHERE n.oprnegate <> o.oid OR n.oprleft <> o.oprleft OR n.oprright <> o.oprright OR o.oid = n.oid
   OR o.oprresult <> 'bool'::regtype;
-- no shell operators are left over
SELECT o.oid::regoperator FROM pg_operator o WHERE oprcode = 0 AND oprnamespace = 'sanctions'::regnamespace;
-- operators of one type with itself commute with something
SELECT signature FROM operator WHERE oprleft = oprright AND oprcom = 0;
-- an operator's function fits it and has the same volatility as its commutator's
SELECT o.signature, p.oid::regprocedure FROM operator o JOIN pg_proc p ON p.oid = o.oprcode
WHERE p.pronargs <> 2 OR p.proargtypes[0] <> o.oprleft OR p.proargtypes[1] <> o.oprright OR p.prorettype <> o.oprresult;
SELECT o.signature FROM operator o JOIN pg_operator c ON c.oid = o.oprcom
	JOIN pg_proc po ON po.oid = o.oprcode JOIN pg_proc pc ON pc.oid = c.oprcode
WHERE po.provolatile <> pc.provolatile OR po.proleakproof <> pc.proleakproof OR po.procost <> pc.procost;
-- search operators have both estimators
SELECT DISTINCT o.signature FROM operator o JOIN pg_amop a ON a.amopopr = o.oid
WHERE a.amoppurpose = 's' AND (o.oprrest = 0 OR o.oprjoin = 0);
-- what can hash or merge is in a class that says how
SELECT o.signature FROM operator o
WHERE (oprcanhash AND NOT EXISTS (SELECT FROM pg_amop a JOIN pg_am m ON m.oid = a.amopmethod
								  WHERE a.amopopr = o.oid AND m.amname = 'hash'))
   OR (oprcanmerge AND NOT EXISTS (SELECT FROM pg_amop a JOIN pg_am m ON m.oid = a.amopmethod
								   WHERE a.amopopr = o.oid AND m.amname = 'btree'));

-- operator classes are valid, each type has default classes for all three
SELECT opcname FROM pg_opclass
WHERE oid IN (SELECT objid FROM member WHERE classid = 'pg_opclass'::regclass) AND NOT amvalidate(oid);
SELECT amname, count(*) FILTER (WHERE opcdefault) AS default_classes
FROM pg_opclass JOIN pg_am m ON m.oid = opcmethod
WHERE opcintype = 'sanctions.party_name'::regtype GROUP BY 1 ORDER BY 1;
-- nothing in them is loose (of GIN classes PostgreSQL makes operators so)
SELECT f.opfname, a.amopopr::regoperator FROM pg_amop a JOIN pg_opfamily f ON f.oid = a.amopfamily
	JOIN pg_am m ON m.oid = f.opfmethod
WHERE f.opfnamespace = 'sanctions'::regnamespace AND m.amname <> 'gin'
  AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_amop'::regclass AND d.objid = a.oid
				  AND d.refclassid = 'pg_opclass'::regclass);

-- types: in and out, send and receive, storage that can be compressed
SELECT typname, typinput, typoutput, typreceive, typsend, typstorage FROM pg_type
WHERE oid IN ('sanctions.party_name'::regtype, 'sanctions.name_query'::regtype) ORDER BY 1;
-- casts of a type to itself's kin are functions without side effects
SELECT castsource::regtype, casttarget::regtype FROM pg_cast c JOIN pg_proc p ON p.oid = c.castfunc
WHERE c.oid IN (SELECT objid FROM member WHERE classid = 'pg_cast'::regclass) AND (provolatile <> 'i' OR NOT proisstrict);

-- costs say that a comparison is dear and the planner should do it last
SELECT signature FROM proc WHERE proname IN ('similarity', 'party_name_match', 'party_name_match_query', 'party_name_distance')
  AND procost < 5;

-- ordinary users may call what is not internal, and use the types
SELECT signature FROM proc WHERE proname IN ('party_name', 'name_query', 'similarity', 'explain', 'name_info', 'match_floor',
	'normalizer_version', 'table_version') AND NOT has_function_privilege('public', oid, 'EXECUTE');
SELECT has_schema_privilege('public', 'sanctions', 'USAGE') AS usage, has_schema_privilege('public', 'sanctions', 'CREATE') AS "create",
	   has_type_privilege('public', 'sanctions.party_name', 'USAGE') AS type_usage;

-- the extension can go, and comes back
RESET search_path;
BEGIN;
SET LOCAL client_min_messages = warning;
DROP EXTENSION pg_sanctions CASCADE;
SELECT count(*) FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
WHERE n.nspname = 'sanctions';
CREATE EXTENSION pg_sanctions;
SELECT sanctions.similarity('Kim Jong Un', 'Kim Jong-un');
ROLLBACK;
