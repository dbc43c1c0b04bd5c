/** Floor 9: alerts as people and machines read them: listed, streamed, acknowledged. */
@NullMarked
package dev.quartermaster.api.alerts;

import org.jspecify.annotations.NullMarked;
