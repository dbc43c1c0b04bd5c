/**
 * Floor 3: the providers' keys: where each was found, which one is next, which rests. They come from the database, from
 * AWS Secrets Manager, and from the environment, in this order. A key's value leaves this package
 * only inside an {@link dev.quartermaster.credentials.ApiKey}, which never prints it.
 */
@NullMarked
package dev.quartermaster.credentials;

import org.jspecify.annotations.NullMarked;
