/**
 * Floor 5: sessions of people who signed in to the console with a key. Nothing of them is kept here: what a browser holds is
 * signed, so that every instance knows it, and a restart ends none.
 */
@NullMarked
package dev.quartermaster.auth.session;

import org.jspecify.annotations.NullMarked;
