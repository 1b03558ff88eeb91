"""Both programs are one: which of them is started follows from the name it was started by.

So that they share one archive of modules; a second one would be a tenth of the folder.
"""

import sys
from pathlib import Path

if Path(sys.argv[0]).stem.lower() == "iago-registry":
    from iago_desktop.registry.commands import main
else:
    from iago_desktop.__main__ import main

sys.exit(main())
