// Package release puts a release into the output folder whole or not at all.
//
// A run writes into a staging folder inside the output folder, so on the same
// file system. Commit brings the files to disk and puts the folder in the
// place of the previous release in one step; Abort leaves the output folder
// as it was. A run that dies in between leaves the staging folder behind; the
// next run knows it by its name and removes it. A lock keeps runs apart.
//
// Nothing is written outside the output folder: all work inside it goes
// through os.Root, which resolves no path to a place beyond it. The output
// folder itself may be a symbolic link, as it is the user who names it.
//
// The package knows nothing of what the files hold.
package release
