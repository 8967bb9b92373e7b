// The program's icon: three candles, drawn at each size.
#pragma once

#include <QIcon>

namespace fwq::desktop {

QIcon app_icon();

}  // namespace fwq::desktop
