/**
 * Floor 8: the journey of one request: plan a route, walk it attempt by attempt, settle, record, answer. Failover lives
 * here and only here. A stream fails over freely until its first content; after that it has exactly one end, complete or
 * a typed failure. Every request that reached a plan leaves one record, also when its caller hangs up.
 */
package dev.quartermaster.inference;
