/** Floor 4: metrics for CloudWatch: sent by a server, written as lines of the log by a function. */
@NullMarked
package dev.quartermaster.metrics.cloudwatch;

import org.jspecify.annotations.NullMarked;
