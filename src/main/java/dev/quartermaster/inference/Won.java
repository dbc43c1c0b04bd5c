package dev.quartermaster.inference;

import dev.quartermaster.limits.Acquired.Permit;
import dev.quartermaster.routing.Ranked;

/** The attempt that succeeded. @param permit still to be settled with what was used */
record Won<T>(Ranked candidate, Permit permit, T result) {}
