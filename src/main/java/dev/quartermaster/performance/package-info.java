/** Floor 5: statistics of models: success, latency and quality over a window of time, by model, provider and agent. */
@NullMarked
package dev.quartermaster.performance;

import org.jspecify.annotations.NullMarked;
