/**
 * Floor 3: keys of providers in AWS Secrets Manager: read at start, again by age and after a provider refused one of them,
 * and written there, too, where that is set.
 */
@NullMarked
package dev.quartermaster.credentials.secrets;

import org.jspecify.annotations.NullMarked;
