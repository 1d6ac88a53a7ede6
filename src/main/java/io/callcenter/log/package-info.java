/** How the program writes to its log where what happens outside decides how often. */
package io.callcenter.log;
