/**
 * Floor 5: authentication. Resolves the key of a request to a {@link dev.quartermaster.domain.Caller}, or to none.
 * Independent of HTTP; keys are compared as hashes and in constant time, and never leave this package.
 */
@NullMarked
package dev.quartermaster.auth;

import org.jspecify.annotations.NullMarked;
