/** Floor 5: how well models do: success, latency and quality over a window of time, by model, provider and agent. */
package dev.quartermaster.performance;
