/** What the tests of all modules share. Not published. */
@NullMarked
package dev.aks4j.testing;

import org.jspecify.annotations.NullMarked;
