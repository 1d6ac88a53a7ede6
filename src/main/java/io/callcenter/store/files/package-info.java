/**
 * What every part of the store needs of the disk: private files, records put aside, identity of the node, JSON.
 *
 * <p>For the other packages of {@code store}, and for {@code config} where it prepares the data folder.
 *
 * <p>Values in, files that only their owner reads out; a file that cannot be used is a {@code StoreProblem}.
 */
package io.callcenter.store.files;
