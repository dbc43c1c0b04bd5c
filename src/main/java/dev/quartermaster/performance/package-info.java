/** Floor 5: statistics of models: success, latency and quality over a window of time, by model, provider and agent. */
package dev.quartermaster.performance;
