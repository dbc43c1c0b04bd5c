#!/bin/sh
# Brings the database to the schema of this checkout, through Flyway. Running it again changes nothing.
# Takes the connection from the service's own variables; for a proxy that forbids DDL, point the URL at the database itself.
#
#   QUARKUS_DATASOURCE_REACTIVE_URL=postgresql://HOST:5432/DATABASE
#   QUARKUS_DATASOURCE_USERNAME, QUARKUS_DATASOURCE_PASSWORD   a role that may create tables
#
# deployment/migrate.sh        migrate
# deployment/migrate.sh info   show what is applied and what is pending
set -eu
cd "$(dirname "$0")/.."

# The version that Quarkus brings: see org.flywaydb:flyway-core in ./mvnw dependency:tree.
flyway=org.flywaydb:flyway-maven-plugin:11.20.3

: "${QUARKUS_DATASOURCE_REACTIVE_URL:?is not set}"
: "${QUARKUS_DATASOURCE_USERNAME:?is not set}"
: "${QUARKUS_DATASOURCE_PASSWORD:?is not set}"

# Through the environment, so that no password is on a command line.
export FLYWAY_URL="jdbc:${QUARKUS_DATASOURCE_REACTIVE_URL#vertx-reactive:}"
export FLYWAY_USER="$QUARKUS_DATASOURCE_USERNAME"
export FLYWAY_PASSWORD="$QUARKUS_DATASOURCE_PASSWORD"

exec ./mvnw -B -ntp "$flyway:${1:-migrate}" -Dflyway.locations=filesystem:src/main/resources/db/migration
