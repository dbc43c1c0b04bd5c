/** Floor 9: what-if replays of past decisions: asked for, watched, read, cancelled. */
package dev.quartermaster.api.simulations;
