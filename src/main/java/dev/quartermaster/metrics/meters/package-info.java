/** Floor 4: the meters of requests, which Prometheus reads. */
@NullMarked
package dev.quartermaster.metrics.meters;

import org.jspecify.annotations.NullMarked;
