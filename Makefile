# pg_sanctions: see README.md for what a build needs

EXTENSION = pg_sanctions
EXTVERSION := $(shell sed -n "s/^default_version *= *'\(.*\)'/\1/p" $(EXTENSION).control)

MODULE_big = $(EXTENSION)
OBJS = \
	src/module.o \
	src/text/fold.o \
	src/text/romanise.o \
	src/text/token.o \
	src/name/align.o \
	src/name/analyse.o \
	src/name/distance.o \
	src/name/keys.o \
	src/name/lexicon.o \
	src/name/name.o \
	src/name/phonetic.o \
	src/name/shape.o \
	src/name/similarity.o \
	src/type/name_cmp.o \
	src/type/name_info.o \
	src/type/name_ops.o \
	src/type/name_query.o \
	src/type/party_name.o \
	src/index/gin.o \
	src/index/selfuncs.o \
	src/lists/csv.o \
	src/lists/date_words.o \
	src/lists/remarks.o

GENERATED = \
	src/data/char_class.gen.h \
	src/data/lexicon.gen.h \
	src/data/romanise.gen.h
TABLES = $(wildcard src/data/*.tsv) src/data/VERSION src/data/gen_tables.pl

EXTENSION_SCRIPT = $(EXTENSION)--$(EXTVERSION).sql
INSTALL_PARTS = $(sort $(wildcard src/install/*.sql))
DATA_built = $(EXTENSION_SCRIPT)
SCRIPTS = bin/pg_sanctions_load

REGRESS = $(patsubst sql/%.sql,%,$(sort $(wildcard sql/*.sql)))
REGRESS_OPTS = --encoding=UTF8 --no-locale

PG_CPPFLAGS = -I$(srcdir)/src -DPGSN_VERSION='"$(EXTVERSION)"'
SHLIB_LINK = $(or $(strip $(ICU_LIBS)),$(shell pkg-config --libs icu-uc))
EXTRA_CLEAN = $(GENERATED)

PG_CONFIG ?= pg_config
PGXS := $(shell $(PG_CONFIG) --pgxs)
include $(PGXS)

# one run of the generator writes all tables
src/data/tables.stamp: $(TABLES)
	$(PERL) src/data/gen_tables.pl src/data
	touch $@
$(GENERATED): src/data/tables.stamp ;
EXTRA_CLEAN += src/data/tables.stamp

$(OBJS) $(OBJS:.o=.bc): $(GENERATED) $(EXTENSION).control \
	$(wildcard src/*.h src/*/*.h)

$(EXTENSION_SCRIPT): $(INSTALL_PARTS)
	cat $(INSTALL_PARTS) > $@
