/**
 * Floor 4: what is measured of requests, and where it goes: to the meters that Prometheus reads, to CloudWatch, and by OTLP
 * to a collector. It watches requests and can neither fail nor slow one.
 */
@NullMarked
package dev.quartermaster.metrics;

import org.jspecify.annotations.NullMarked;
