/**
 * Floor 9: people who sign in through an OpenID provider. The framework speaks its protocol and checks its tokens; what it has
 * found out is handed over, and nothing of it stays in the browser but what signing out needs.
 */
@NullMarked
package dev.quartermaster.api.openid;

import org.jspecify.annotations.NullMarked;
