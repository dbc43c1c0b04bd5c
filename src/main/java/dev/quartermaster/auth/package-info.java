/**
 * Floor 5: who is calling. Turns the key a request presents into a {@link dev.quartermaster.domain.Caller}, or into
 * nobody. Knows nothing of HTTP; keys are compared as hashes and in constant time, and never leave this package.
 */
package dev.quartermaster.auth;
