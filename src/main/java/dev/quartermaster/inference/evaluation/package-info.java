/**
 * Floor 8: scores the answers of requests, behind them or before they leave, and recommends another model to agents whose
 * model gives low answers.
 */
@NullMarked
package dev.quartermaster.inference.evaluation;

import org.jspecify.annotations.NullMarked;
