/**
 * Floor 5: authentication. Resolves the key of a request to a {@link dev.quartermaster.domain.Caller}, or to none.
 * Independent of HTTP; keys are compared as hashes and in constant time, and never leave this package.
 */
package dev.quartermaster.auth;
