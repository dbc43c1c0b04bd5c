/** Floor 9: how models did: what agents report of calls they made themselves, and what came of all of them. */
@NullMarked
package dev.quartermaster.api.performance;

import org.jspecify.annotations.NullMarked;
